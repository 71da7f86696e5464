"use strict";
// Every page works without this file. It adds what a page cannot do by itself: where the focus goes after
// a part was replaced, what is said aloud, and a question before typed text is lost. It stores nothing.
(() => {
  const status = document.getElementById("status");
  const session = document.getElementById("session");
  const FOCUSABLE = "a[href],button,input,select,textarea,summary,[tabindex]";

  const land = (place) => {
    if (!place) return;
    if (!place.matches(FOCUSABLE)) place.tabIndex = -1;
    place.focus();
  };
  const say = (words, failed) => {
    const box = document.createElement("div"), line = document.createElement("p");
    box.className = failed ? "flash failed" : "flash";
    line.textContent = words;
    box.append(line);
    status.replaceChildren(box);
  };

  // A message that came with the page is said as if it had just arrived. (The error summary has autofocus.)
  const arrived = status.querySelector("p");
  if (arrived) setTimeout(() => { arrived.textContent = arrived.textContent.trim(); }, 300);

  // A swap takes the focus only where the server asks ([data-focus]) or where it removed what had it.
  const held = new WeakMap();
  document.addEventListener("htmx:beforeRequest", ({ detail }) => {
    held.set(detail.xhr, document.activeElement);
    detail.target.setAttribute("aria-busy", "true");
  });
  document.addEventListener("htmx:afterSettle", ({ target, detail }) => {
    const before = held.get(detail.xhr);
    const lost = before && before !== document.body && !before.isConnected && document.activeElement === document.body;
    const asked = target.matches("[data-focus]") ? target : target.querySelector("[data-focus]");
    if (asked) land(asked);
    else if (lost) land(nearestHeading(target));
  });
  const nearestHeading = (part) => {
    const headings = "h1,h2,h3";
    if (part.matches(headings)) return part;
    const around = part.closest("section,form") || document.getElementById("main");
    return part.querySelector(headings) || around.querySelector(headings) || document.querySelector("h1");
  };
  document.addEventListener("htmx:afterRequest", ({ target, detail }) => {
    detail.target.removeAttribute("aria-busy");
    if (!detail.successful && target.matches("form[data-guard]")) changed.add(target);
    watch();
  });
  document.addEventListener("message", ({ detail }) => { if (detail && detail.value) say(detail.value); });
  document.addEventListener("htmx:sendError", () => say(status.dataset.offline, true));
  document.addEventListener("htmx:responseError", () => say(status.dataset.failed, true));

  // Typed text: ask before leaving, and send a form once even when it is pressed twice.
  const changed = new WeakSet(), sent = new WeakSet();
  document.addEventListener("input", ({ target }) => { if (target.form) changed.add(target.form); });
  const unsaved = (form) => form.dataset.guard === "changed" || ("guard" in form.dataset && changed.has(form));
  addEventListener("beforeunload", (event) => {
    if (![...document.forms].some(unsaved)) return;
    event.preventDefault();
    event.returnValue = "";
  });
  document.addEventListener("submit", (event) => {
    const form = event.target;
    if (form.getAttribute("method") !== "post") return;
    if (sent.has(form)) {
      event.preventDefault();
      event.stopImmediatePropagation();
      return;
    }
    sent.add(form);
    setTimeout(() => sent.delete(form), 3000);
    changed.delete(form);
    if ("guard" in form.dataset) form.dataset.guard = "";
  }, true);

  // Twenty minutes before the session ends: say so, and let one press carry on.
  const limit = Number(document.body.dataset.session || 0), warning = session.firstElementChild;
  let timer = 0;
  const warn = (now) => {
    warning.hidden = !now;
    document.documentElement.classList.toggle("warned", now);
  };
  const watch = () => {
    clearTimeout(timer);
    warn(false);
    if (limit) timer = setTimeout(warn, (limit > 1200 ? limit - 1200 : limit / 2) * 1000, true);
  };
  watch();

  document.addEventListener("click", ({ target }) => {
    if (target.matches("[data-renew]")) {
      fetch(target.dataset.renew, { redirect: "error" }).then((answer) => (answer.ok ? watch() : say(status.dataset.failed, true)), () => say(status.dataset.offline, true));
      land(document.getElementById("main"));
    }
  });
  // Whoever is on leave or absent is asked why at once: no tap more than the mark itself.
  document.addEventListener("change", ({ target }) => {
    if (target.matches(".marks input.asks")) target.closest(".marks").querySelector(".why input").focus();
  });
  // Copying: over plain http of an office network browsers only know the older way, which selects.
  document.querySelectorAll("[data-copy]").forEach((button) => {
    button.closest("[hidden]").hidden = false;
    button.addEventListener("click", () => {
      const box = document.getElementById(button.dataset.copy);
      box.select();
      if (document.execCommand("copy")) button.textContent = button.dataset.done;
      land(button);
    });
  });
  document.querySelectorAll("[data-reveal]").forEach((box) => {
    box.closest("[hidden]").hidden = false;
    box.addEventListener("change", () => { document.getElementById(box.dataset.reveal).type = box.checked ? "text" : "password"; });
  });
  document.addEventListener("keydown", ({ key }) => {
    const open = key === "Escape" && document.querySelector("details.switch[open]");
    if (open) { open.open = false; land(open.querySelector("summary")); }
  });
})();
