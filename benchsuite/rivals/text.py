"""What every rival does to text before it counts: the spelling rules of rasid, without stems, mentions or fields."""
import json

AXES = ("outlet_type", "russia", "us", "gulf")

# Marks, tatweel and hidden characters go; alef, ya, ta marbuta, kaf and digits take one form.
_GONE = [*range(0x0610, 0x061B), *range(0x064B, 0x0660), 0x0670, *range(0x06D6, 0x06EE), 0x0640,
         *range(0x200B, 0x2010), *range(0x202A, 0x202F), *range(0x2066, 0x206A), 0xFEFF]
_TABLE = {code: None for code in _GONE}
_TABLE |= str.maketrans("أإآٱىیکةۀہ", "ااااييكههه")
_TABLE |= {0x0660 + d: str(d) for d in range(10)} | {0x06F0 + d: str(d) for d in range(10)}


def normalize(text):
    """One spelling for each word."""
    return text.translate(_TABLE).lower()


def articles(path):
    """The records of a file in JSON Lines, one after the other. Only `\\n` ends a line."""
    with open(path, encoding="utf-8", newline="\n") as lines:
        for line in lines:
            yield json.loads(line)


def whole(article):
    """Title and text, as rasid reads them."""
    title = article.get("title")
    text = article.get("text") or ""
    return f"{title}\n\n{text}" if title else text


def batches(items, size=1000):
    """Lists of so many items."""
    batch = []
    for item in items:
        batch.append(item)
        if len(batch) == size:
            yield batch
            batch = []
    if batch:
        yield batch


def write_verdicts(out, ids, answers):
    """A line of JSON for each article. `answers`: for each axis the classes and the probabilities of all articles."""
    for row, id_ in enumerate(ids):
        verdict = {"id": id_}
        for axis, (classes, probabilities) in answers.items():
            verdict[axis] = {"best": classes[row], "probability": round(float(probabilities[row]), 6)}
        out.write(json.dumps(verdict, ensure_ascii=False) + "\n")
