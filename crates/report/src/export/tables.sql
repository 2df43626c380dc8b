CREATE SCHEMA IF NOT EXISTS rasid;

-- What is to be scored: a row a token, as `rasid text --stage tokens --format jsonl` writes it with the
-- same model. Kept when the script is run again.
CREATE TABLE IF NOT EXISTS rasid.tokens (
    id VARCHAR, position INTEGER, sentence INTEGER, kind VARCHAR, stem VARCHAR,
    named VARCHAR[], mentions STRUCT(target VARCHAR, tokens INTEGER)[], near VARCHAR[], quoted BOOLEAN,
    language VARCHAR, script VARCHAR, outlet VARCHAR
);

-- The tokens of a file, or of many ('tokens/*.jsonl'). Where one file is one article it has no id: ''.
CREATE OR REPLACE MACRO rasid.read_tokens(path) AS TABLE
SELECT coalesce(id, '') AS id, * EXCLUDE (id)
FROM read_json(path, format = 'newline_delimited', columns = {
    id: 'VARCHAR', position: 'INTEGER', sentence: 'INTEGER', kind: 'VARCHAR', stem: 'VARCHAR',
    named: 'VARCHAR[]', mentions: 'STRUCT(target VARCHAR, tokens INTEGER)[]', near: 'VARCHAR[]',
    quoted: 'BOOLEAN', language: 'VARCHAR', script: 'VARCHAR', outlet: 'VARCHAR'
});

-- One row. Above `novelty`, the share of words that the model does not know, and below `threshold`, the
-- probability of the best class, no class is given. Weights are whole numbers: so their sums are exact.
CREATE OR REPLACE TABLE rasid.model (
    digest VARCHAR, novelty DOUBLE, threshold DOUBLE, units_per_nat DOUBLE
);

-- One row an axis. `absent` is the class of articles that do not mention `target`. Where there is a
-- `plain` class the text is read passage by passage (a passage is a sentence), at least `passages` of
-- them; else as a whole. Fewer speaking words than `few_words` count as so many.
CREATE OR REPLACE TABLE rasid.axes (
    axis INTEGER, name VARCHAR, target VARCHAR, absent VARCHAR, trained BOOLEAN,
    pairs BOOLEAN, beside BOOLEAN, counts_once BOOLEAN,
    plain INTEGER, passages INTEGER, few_words INTEGER,
    temperature DOUBLE, softening DOUBLE, registry BOOLEAN, sets BOOLEAN
);

-- Classes that an axis learned, in the codebook's order. `log_prior` is that of naive Bayes, `known_prior`
-- joins the calibrated log-odds, `least` is the least probability in a conformal set, in thousandths.
CREATE OR REPLACE TABLE rasid.classes (
    axis INTEGER, class INTEGER, name VARCHAR, log_prior DOUBLE, known_prior DOUBLE, least INTEGER
);

-- The slot of a term, by where it stands and who says it: some words have none, some several.
CREATE OR REPLACE TABLE rasid.slots (axis INTEGER, near BOOLEAN, quoted BOOLEAN, slot INTEGER);

-- Pieces of an isotonic map: straight from share_low at low to share_high at high.
CREATE OR REPLACE TABLE rasid.knots (
    axis INTEGER, low DOUBLE, high DOUBLE, share_low DOUBLE, share_high DOUBLE
);

-- Languages and scripts of the training articles; outlets whose class is a fact.
CREATE OR REPLACE TABLE rasid.languages (language VARCHAR);
CREATE OR REPLACE TABLE rasid.scripts (script VARCHAR);
CREATE OR REPLACE TABLE rasid.outlets (outlet VARCHAR, class VARCHAR);

CREATE OR REPLACE TABLE rasid.terms (term INTEGER, text VARCHAR);
CREATE OR REPLACE TABLE rasid.weights (
    axis INTEGER, term INTEGER, slot INTEGER, class INTEGER, units BIGINT
);

-- Terms and weights stand in blocks of text: DuckDB takes a literal of a megabyte in no time, and a
-- second for 20,000 rows of VALUES. A line is `number term`, or `term slot weight weight …`, a class each.
CREATE OR REPLACE MACRO rasid.lines(block) AS TABLE
SELECT unnest(string_split(block, chr(10))) AS line;

CREATE OR REPLACE MACRO rasid.terms_of(block) AS TABLE
SELECT CAST(split_part(line, ' ', 1) AS INTEGER) AS term, substr(line, instr(line, ' ') + 1) AS text
FROM rasid.lines(block);

CREATE OR REPLACE MACRO rasid.weights_of(axis, block) AS TABLE
SELECT axis, cells[1], cells[2], unnest(range(len(cells) - 2)), unnest(cells[3:])
FROM (SELECT CAST(string_split(line, ' ') AS BIGINT[]) AS cells FROM rasid.lines(block));

