"""What came without a word: a recording or photos alone. Until somebody listens or looks and writes it down, such a matter
has a sentence of ours instead of a name, and nothing is compared with it, learned from it or said to be like it."""

SPOKEN = "说了一段话，请听录音"
PICTURED = "拍了照片，请看照片"
UNWRITTEN = (SPOKEN, PICTURED)


def written(words: str) -> str:
    """The words as far as a person wrote them; "" for ours."""
    return "" if words in UNWRITTEN else words
