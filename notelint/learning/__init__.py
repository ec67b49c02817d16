"""What the collection itself takes for normal, learned by counting: who votes, what decides, and for whom."""

from __future__ import annotations

from notelint.learning.forms import Form, form_of
from notelint.learning.habits import Habit, Verdict
from notelint.learning.learned import Learned, kind_of, names_of, pairs
from notelint.learning.voters import NOTED, series_of

__all__ = ["NOTED", "Form", "Habit", "Learned", "Verdict", "form_of", "kind_of", "names_of", "pairs", "series_of"]
