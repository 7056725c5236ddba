"""How well the reader does: reports scored against gold files, by field, by event type and by country."""

from marsad.evaluate.gold import GoldDocument, read_gold
from marsad.evaluate.run import Evaluation, evaluate, score_all

__all__ = ["Evaluation", "GoldDocument", "evaluate", "read_gold", "score_all"]
