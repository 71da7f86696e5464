"""The report as the product hands it out: on the paper that lies in the data folder, if one does."""

from __future__ import annotations

from pathlib import Path

import pytest

from app.errors import Refusal
from app.progress.downloads import written
from tests.io.test_docx import opened, template
from tests.unit.seed_half_year import report


def test_a_paper_in_the_data_folder_is_used(tmp_path: Path) -> None:
    made = written(report(), "docx", template(tmp_path, "本单位的格式：{{ title }}"))
    assert opened(made).paragraphs[0].text.startswith("本单位的格式：中共")


def test_a_paper_that_cannot_be_filled_is_refused_in_words(tmp_path: Path) -> None:
    with pytest.raises(Refusal, match=r"report\.docx"):
        written(report(), "docx", template(tmp_path, "{{ nobody }}"))
