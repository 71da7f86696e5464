"""The environment, read once and frozen; `problems()` lists what is wrong with its remedy."""

from __future__ import annotations

import os
import re
import secrets
from collections.abc import Mapping
from dataclasses import dataclass, fields
from decimal import Decimal
from pathlib import Path
from urllib.parse import urlsplit

from sqlalchemy import make_url
from sqlalchemy.exc import ArgumentError

from app.errors import Refusal

SECRETS = {"secret_key", "field_key", "smtp_url", "sms_key", "sms_secret"}
PASSWORD = re.compile(r"(://[^:/@]*:)[^@]*(@)")
LOOPBACK = ("127.0.0.1", "localhost", "::1")
NUMBER = re.compile(r"[0-9]{1,9}(\.[0-9]{1,9})?|\.[0-9]{1,9}")  # what float and Decimal both take; no exponent, no inf
# name: the largest value, what is counted, and whether it may be empty
NUMBERS = {
    "sms_lag": (86400, "秒，如 120", True),
    "sms_price": (10, "元，如 0.045", True),
    "sms_rate": (1000, "每秒条数，如 10，0 表示不限", False),
}


@dataclass(frozen=True, slots=True)
class Settings:
    """One field a variable QINGDAN_<NAME>; each secret may also come as QINGDAN_<NAME>_FILE."""

    data_dir: Path
    database_url: str
    secret_key: str
    field_key: str
    base_url: str
    allowed_hosts: tuple[str, ...]
    trusted_proxies: str
    allow_http: bool
    delivery_mode: str
    smtp_url: str
    sms_gateway: str
    sms_endpoint: str
    sms_key: str
    sms_secret: str
    sms_sign: str
    sms_app: str  # Tencent's SdkAppId
    sms_templates: str  # a YAML file: which approved template stands for which of ours
    sms_rate: str  # messages a second, all workers together
    sms_lag: str  # seconds until a gateway can say whether it has a message
    sms_price: str  # yuan a part
    password_profile: str
    test_cheap_hash: bool = False
    demo: bool = False

    @property
    def host(self) -> str:
        return urlsplit(self.base_url).hostname or "127.0.0.1"

    @property
    def secure(self) -> bool:
        """Whether browsers reach us over https: decides cookie names, Secure and HSTS."""
        return self.base_url.startswith("https://")

    @property
    def hosts(self) -> frozenset[str]:
        return frozenset({*self.allowed_hosts, self.host, *LOOPBACK})

    @property
    def ways(self) -> tuple[str, ...]:
        """The channels of this installation, the first preferred. Printing on a screen tells nobody anything."""
        silent = not self.sms_gateway or (self.sms_gateway == "console" and self.delivery_mode == "live")
        return ("email",) if silent else ("email", "sms")

    def problems(self, listening: str = LOOPBACK[0]) -> list[tuple[str, str]]:
        """(what is wrong, what to do), empty when the product may start on this address (R54)."""
        short = [name for name in ("secret_key", "field_key") if len(getattr(self, name)) < 32]
        found = [(f"QINGDAN_{name.upper()} 少于32个字符", "删去该变量，首次启动会自动生成") for name in short]
        if self.delivery_mode not in ("log", "loopback", "live"):
            found.append((f"QINGDAN_DELIVERY_MODE 的值“{self.delivery_mode}”不认识", "请改为 log、loopback 或 live"))
        if self.delivery_mode == "live" and self.demo:
            found.append(("演示数据不能真实发送", "请把 QINGDAN_DELIVERY_MODE 改为 log"))
        if self.delivery_mode == "live" and not self.smtp_url:
            found.append(("live 模式没有设置发信渠道", "请设置 QINGDAN_SMTP_URL"))
        if self.delivery_mode == "live" and self.host in LOOPBACK:
            found.append(("live 模式没有设置对外的地址，信里的链接打不开", "请设置 QINGDAN_BASE_URL"))
        if not self.secure and {self.host, listening} - {*LOOPBACK} and not self.allow_http:
            remedy = "请把 QINGDAN_BASE_URL 设为 https 地址；仅限办公内网时可设 QINGDAN_ALLOW_HTTP=1"
            found.append((f"别的电脑可以访问，而 {self.base_url} 不是 https", remedy))
        if self.test_cheap_hash and (self.hosts | {listening}) - {*LOOPBACK}:
            found.append(
                ("QINGDAN_TEST_CHEAP_HASH 只供本机测试，密码会存得太弱", "请删去该变量；已存的密码在下次登录时自动加强")
            )
        found += self._numbers()
        if self.password_profile not in ("asvs", "dengbao"):
            found.append((f"QINGDAN_PASSWORD_PROFILE 的值“{self.password_profile}”不认识", "请改为 asvs 或 dengbao"))
        return found

    def _numbers(self) -> list[tuple[str, str]]:
        """Those that are no numbers or beyond reason: the worker would end on them, again and again."""
        found = []
        for name, (most, meaning, may_be_empty) in NUMBERS.items():
            text = getattr(self, name)
            if not text and may_be_empty:
                continue
            if not NUMBER.fullmatch(text) or Decimal(text) > most:
                problem = f"QINGDAN_{name.upper()} 的值“{text}”不是 0 至 {most} 的数"
                found.append((problem, f"请写成数字，单位是{meaning}"))
        return found

    def shown(self) -> dict[str, str]:
        """The settings in force, secrets hidden."""
        found = {f.name: str(getattr(self, f.name)) for f in fields(self) if f.name != "demo"}
        found |= {name: "（已设置，不显示）" for name in SECRETS if found[name]}
        found["database_url"] = PASSWORD.sub(r"\1***\2", self.database_url)
        return {f"QINGDAN_{name.upper()}": value for name, value in found.items()}


def read(environ: Mapping[str, str], *, port: int = 8000, demo: bool = False) -> Settings:
    """Settings from the environment; keys that are not given are made once, readable by the owner only."""

    def value(name: str, default: str = "") -> str:
        file = environ.get(f"QINGDAN_{name}_FILE")
        return _content(f"QINGDAN_{name}_FILE", file) if file else environ.get(f"QINGDAN_{name}", default)

    folder = Path(value("DATA_DIR", "data")).resolve()
    return Settings(
        data_dir=folder,
        database_url=_database(value("DATABASE_URL") or f"sqlite:///{folder / 'qingdan.db'}"),
        secret_key=value("SECRET_KEY") or kept_key(folder, "secret.key"),
        field_key=value("FIELD_KEY") or kept_key(folder, "field.key"),
        base_url=(value("BASE_URL") or f"http://127.0.0.1:{port}").rstrip("/"),
        allowed_hosts=tuple(h for h in value("ALLOWED_HOSTS").split(",") if h),
        trusted_proxies=value("TRUSTED_PROXIES"),
        allow_http=value("ALLOW_HTTP") == "1",
        delivery_mode=value("DELIVERY_MODE", "log"),
        smtp_url=value("SMTP_URL"),
        sms_gateway=value("SMS_GATEWAY", "console" if demo else ""),
        sms_endpoint=value("SMS_ENDPOINT"),
        sms_key=value("SMS_KEY"),
        sms_secret=value("SMS_SECRET"),
        sms_sign=value("SMS_SIGN"),
        sms_app=value("SMS_APP"),
        sms_templates=value("SMS_TEMPLATES"),
        sms_rate=value("SMS_RATE") or "10",
        sms_lag=value("SMS_LAG", "120"),
        sms_price=value("SMS_PRICE"),
        password_profile=value("PASSWORD_PROFILE", "asvs"),
        test_cheap_hash=value("TEST_CHEAP_HASH") == "1",
        demo=demo,
    )


def _content(place: str, file: str) -> str:
    try:
        return Path(file).read_text(encoding="utf-8").strip()
    except OSError as error:
        remedy = f"请核对路径，并让运行清单的用户能读它；不用文件就删去 {place}"
        reason = "没有这个文件" if isinstance(error, FileNotFoundError) else f"读不出这个文件（{error.strerror}）"
        raise Refusal(reason, remedy, place=place, value=file) from error
    except UnicodeDecodeError as error:
        raise Refusal("这个文件不是 UTF-8 文本", "请另存为 UTF-8 文本", place=place, value=file) from error


def _database(url: str) -> str:
    """An address of a database we can talk to; of one we cannot only what is no password is said."""
    try:
        kind = make_url(url)
        if kind.get_backend_name() not in ("sqlite", "postgresql"):
            raise ArgumentError(kind.drivername)
        kind.get_dialect().import_dbapi()
    except (ArgumentError, ImportError, ValueError) as error:
        remedy = "请写成 postgresql+psycopg://用户:密码@主机/数据库；删去该变量则用数据文件夹里的 SQLite"
        shown = f"…@{url.rpartition('@')[2]}" if "@" in url else re.sub(":.*", "…", url)
        raise Refusal("不是能用的数据库地址", remedy, place="QINGDAN_DATABASE_URL", value=shown) from error
    return url


def kept_key(folder: Path, name: str) -> str:
    """The key in data/keys/<name>, made when it is not there; two processes starting at once agree."""
    path = folder / "keys" / name
    path.parent.mkdir(parents=True, exist_ok=True, mode=0o700)
    try:
        descriptor = os.open(path, os.O_CREAT | os.O_EXCL | os.O_WRONLY, 0o600)
    except FileExistsError:
        return path.read_text().strip()
    with os.fdopen(descriptor, "w") as file:
        file.write(secrets.token_hex(32))
    return path.read_text().strip()
