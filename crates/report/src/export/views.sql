-- Places of terms. Words that name a target are none. A stop word does not part its neighbors in a pair,
-- a name and a number do. Beside a name two words on each side speak: `word @` before it, `@ word` after
-- it, `@` for the name once more, `@@` for another target's.
CREATE OR REPLACE VIEW rasid.places AS
WITH words AS (
    SELECT id, sentence, near, quoted, stem, kind = 'word' AND len(named) = 0 AS speaks,
        lag(CASE WHEN kind = 'word' AND len(named) = 0 THEN stem END)
            OVER (PARTITION BY id, sentence ORDER BY position) AS before
    FROM rasid.tokens
    WHERE kind <> 'stop'
),
mentions AS (
    SELECT id, sentence, mention.target AS target, position AS first,
        position + mention.tokens AS after, number
    FROM (
        SELECT id, sentence, position, unnest(mentions) AS mention,
            generate_subscripts(mentions, 1) AS number
        FROM rasid.tokens
        WHERE len(mentions) > 0
    )
),
sides AS (
    SELECT mentions.*, steps.*,
        CASE WHEN side = 'before' THEN first - step ELSE after + step - 1 END AS position
    FROM mentions
    CROSS JOIN (VALUES ('before', 1), ('before', 2), ('after', 1), ('after', 2)) AS steps (side, step)
),
beside AS (
    SELECT sides.id, sides.sentence, t.near, t.quoted, sides.target, sides.first, sides.number, side, step,
        CASE
            WHEN len(t.named) > 0 THEN CASE WHEN t.named[-1] = sides.target THEN '@' ELSE '@@' END
            WHEN t.kind IN ('word', 'stop') THEN t.stem
        END AS word
    FROM sides
    JOIN rasid.tokens AS t
        ON t.id = sides.id AND t.position = sides.position AND t.sentence = sides.sentence
),
-- Who stands behind a number, or beyond the sentence, does not stand beside the name.
reached AS (
    SELECT *, step = 1 OR lag(word)
        OVER (PARTITION BY id, first, number, side ORDER BY step) IS NOT NULL AS is_reached
    FROM beside
)
SELECT id, sentence, near, quoted, 'word' AS kind, NULL AS target, stem AS text
FROM words
WHERE speaks
UNION ALL
SELECT id, sentence, near, quoted, 'pair', NULL, before || ' ' || stem
FROM words
WHERE speaks AND before IS NOT NULL
UNION ALL
SELECT id, sentence, near, quoted, 'beside', target,
    CASE WHEN side = 'before' THEN word || ' @' ELSE '@ ' || word END
FROM reached
WHERE is_reached AND word IS NOT NULL;

-- Features of each article, or of each of its passages (-1 where the text is read as a whole).
CREATE OR REPLACE VIEW rasid.features AS
SELECT p.id, a.axis, CASE WHEN a.plain IS NULL THEN -1 ELSE p.sentence END AS passage, t.term, s.slot,
    CASE WHEN a.counts_once THEN 1 ELSE count(*) END AS n
FROM rasid.places AS p
JOIN rasid.terms AS t ON t.text = p.text
JOIN rasid.axes AS a
    ON a.trained AND (
        p.kind = 'word'
        OR (p.kind = 'pair' AND a.pairs)
        OR (p.kind = 'beside' AND a.beside AND p.target = a.target)
    )
JOIN rasid.slots AS s
    ON s.axis = a.axis
    AND s.near = coalesce(list_contains(p.near, a.target), FALSE)
    AND s.quoted = p.quoted
GROUP BY p.id, a.axis, passage, t.term, s.slot, a.counts_once;

-- What the words say for each class, calibrated: `score` is log-odds, `probability` what they mean.
CREATE OR REPLACE VIEW rasid.probabilities AS
WITH sums AS MATERIALIZED (
    -- Features that say nothing have no weights, but a passage that holds one is a passage.
    SELECT f.id, f.axis, f.passage, w.class, sum(f.n * w.units) AS units, sum(f.n) AS length
    FROM rasid.features AS f
    LEFT JOIN rasid.weights AS w ON w.axis = f.axis AND w.term = f.term AND w.slot = f.slot
    GROUP BY f.id, f.axis, f.passage, w.class
),
passages AS (
    SELECT DISTINCT id, axis, passage FROM sums WHERE passage >= 0
),
spoken AS (
    SELECT p.id, p.axis, p.passage, c.class, a.plain, a.few_words, coalesce(s.length, 0) AS length,
        c.log_prior + CAST(coalesce(s.units, 0) AS DOUBLE) / m.units_per_nat AS joint
    FROM passages AS p
    JOIN rasid.axes AS a ON a.axis = p.axis
    JOIN rasid.classes AS c ON c.axis = p.axis
    CROSS JOIN rasid.model AS m
    LEFT JOIN sums AS s
        ON s.id = p.id AND s.axis = p.axis AND s.passage = p.passage AND s.class = c.class
),
against_plain AS (
    SELECT id, axis, passage, class, class = plain AS is_plain, length,
        (joint - max(CASE WHEN class = plain THEN joint END) OVER (PARTITION BY id, axis, passage))
            / sqrt(CAST(greatest(length, few_words) AS DOUBLE)) AS value
    FROM spoken
),
strongest AS (
    SELECT *,
        row_number() OVER (PARTITION BY id, axis, class ORDER BY value DESC, passage) AS place,
        count(*) OVER (PARTITION BY id, axis, class) AS passages,
        sum(length) OVER (PARTITION BY id, axis, class) AS whole_length
    FROM against_plain
),
-- The mean over that half of the passages that speaks most for a class; one that is wanting counts 0.
by_passages AS (
    SELECT s.id, s.axis, s.class,
        coalesce(sum(value ORDER BY place) FILTER (
            WHERE NOT is_plain AND place <= greatest((s.passages + 1) // 2, a.passages)
        ), 0) / CAST(greatest((any_value(s.passages) + 1) // 2, any_value(a.passages)) AS DOUBLE) AS value
    FROM strongest AS s
    JOIN rasid.axes AS a ON a.axis = s.axis
    WHERE s.whole_length > 0
    GROUP BY s.id, s.axis, s.class
),
by_whole AS (
    SELECT s.id, s.axis, s.class,
        (c.log_prior + CAST(s.units AS DOUBLE) / m.units_per_nat)
            / sqrt(CAST(greatest(s.length, a.few_words) AS DOUBLE)) AS value
    FROM sums AS s
    JOIN rasid.axes AS a ON a.axis = s.axis
    JOIN rasid.classes AS c ON c.axis = s.axis AND c.class = s.class
    CROSS JOIN rasid.model AS m
    WHERE s.passage < 0
),
scored AS (
    SELECT v.id, v.axis, v.class,
        ((v.value - max(v.value) OVER (PARTITION BY v.id, v.axis)) / a.temperature + c.known_prior)
            / a.softening AS score
    FROM (SELECT * FROM by_whole UNION ALL SELECT * FROM by_passages) AS v
    JOIN rasid.axes AS a ON a.axis = v.axis
    JOIN rasid.classes AS c ON c.axis = v.axis AND c.class = v.class
),
exponentials AS (
    SELECT *, exp(score - max(score) OVER (PARTITION BY id, axis)) AS e FROM scored
),
shares AS (
    SELECT id, axis, class, score, e / sum(e) OVER (PARTITION BY id, axis) AS share FROM exponentials
),
ranked AS (
    SELECT *,
        row_number() OVER (PARTITION BY id, axis ORDER BY share DESC, class) AS place,
        max(share) OVER (PARTITION BY id, axis) AS top
    FROM shares
),
rests AS (
    SELECT *, sum(CASE WHEN place > 1 THEN share ELSE 0 END) OVER (PARTITION BY id, axis) AS rest
    FROM ranked
),
-- The isotonic map says how often a most probable class is right; the others share what is left as before.
seconds AS (
    SELECT *,
        max(CASE WHEN place = 2 AND rest > 0 THEN share / rest END) OVER (PARTITION BY id, axis) AS second
    FROM rests
),
mapped AS (
    SELECT s.*, CASE WHEN k.axis IS NOT NULL AND s.second IS NOT NULL
            THEN greatest(
                k.share_low + (k.share_high - k.share_low) * (top - k.low) / (k.high - k.low),
                second / (1 + second)
            )
        END AS confidence
    FROM seconds AS s
    LEFT JOIN rasid.knots AS k ON k.axis = s.axis AND s.top >= k.low AND s.top < k.high
)
SELECT id, axis, class, score, CASE
        WHEN confidence IS NULL THEN share
        WHEN place = 1 THEN confidence
        ELSE least(share / rest * (1 - confidence), confidence)
    END AS probability
FROM mapped;

-- One row an article and axis: what `rasid classify` says, in its words.
CREATE OR REPLACE VIEW rasid.verdicts AS
WITH articles AS (
    SELECT id, any_value(language) AS language, any_value(script) AS script,
        any_value(outlet) AS outlet, CASE
            WHEN count(*) <> max(position) + 1
                THEN error('tokens of article ' || id || ' are wanting, or two articles have its id')
        END AS fault
    FROM rasid.tokens
    GROUP BY id
),
unseen AS (
    SELECT t.id, avg(CASE WHEN v.term IS NULL THEN 1.0 ELSE 0.0 END) AS unseen
    FROM rasid.tokens AS t
    LEFT JOIN rasid.terms AS v ON v.text = t.stem
    WHERE t.kind = 'word' AND len(t.named) = 0
    GROUP BY t.id
),
mentioned AS (
    SELECT DISTINCT id, target
    FROM (SELECT id, unnest(named) AS target FROM rasid.tokens WHERE len(named) > 0)
),
foreign_articles AS (
    SELECT id, fault, outlet, CASE
            WHEN language IS NOT NULL AND EXISTS (FROM rasid.languages)
                THEN language NOT IN (SELECT language FROM rasid.languages)
            WHEN script IS NOT NULL AND EXISTS (FROM rasid.scripts)
                THEN script NOT IN (SELECT script FROM rasid.scripts)
            ELSE FALSE
        END AS is_foreign
    FROM articles
),
ranked AS (
    SELECT p.id, p.axis, p.class, c.name, p.probability,
        row_number() OVER (PARTITION BY p.id, p.axis ORDER BY p.score DESC, p.class) AS place,
        p.score = max(p.score) OVER (PARTITION BY p.id, p.axis) AS is_top,
        c.least IS NULL OR floor(p.probability * 1000) >= c.least AS in_set
    FROM rasid.probabilities AS p
    JOIN rasid.classes AS c ON c.axis = p.axis AND c.class = p.class
),
heard AS (
    SELECT id, axis,
        any_value(name) FILTER (WHERE place = 1) AS best,
        any_value(probability) FILTER (WHERE place = 1) AS probability,
        map_from_entries(list((name, probability) ORDER BY class)) AS probabilities,
        count(*) FILTER (WHERE is_top) AS equals,
        count(*) FILTER (WHERE in_set) AS in_set,
        bool_or(in_set AND place = 1) AS is_best_in_set
    FROM ranked
    GROUP BY id, axis
),
decided AS (
    SELECT a.id, x.axis, x.name, x.absent, h.best, h.probability, h.probabilities, o.class AS known, CASE
            WHEN o.class IS NOT NULL THEN 'registry'
            WHEN a.is_foreign THEN 'foreign language'
            WHEN x.target IS NOT NULL AND x.absent IS NOT NULL AND n.id IS NULL THEN 'mention'
            WHEN NOT x.trained THEN 'not trained'
            WHEN h.best IS NULL THEN 'no evidence'
            WHEN u.unseen > m.novelty THEN 'unfamiliar words'
            WHEN h.equals > 1 THEN 'low confidence'
            WHEN NOT x.sets AND h.probability < m.threshold THEN 'low confidence'
            WHEN x.sets AND h.in_set = 0 THEN 'no class fits'
            WHEN x.sets AND h.in_set > 1 THEN 'several classes'
            WHEN x.sets AND NOT h.is_best_in_set THEN 'low confidence'
            ELSE 'model'
        END AS ground
    FROM foreign_articles AS a
    CROSS JOIN rasid.axes AS x
    CROSS JOIN rasid.model AS m
    LEFT JOIN rasid.outlets AS o ON x.registry AND o.outlet = a.outlet
    LEFT JOIN mentioned AS n ON n.id = a.id AND n.target = x.target
    LEFT JOIN unseen AS u ON u.id = a.id
    LEFT JOIN heard AS h ON h.id = a.id AND h.axis = x.axis
    WHERE a.fault IS NULL
)
SELECT id, name AS axis,
    CASE ground WHEN 'registry' THEN known WHEN 'mention' THEN absent WHEN 'model' THEN best END AS class,
    CASE ground
        WHEN 'registry' THEN known
        WHEN 'mention' THEN absent
        WHEN 'foreign language' THEN NULL
        WHEN 'not trained' THEN NULL
        ELSE best
    END AS best,
    CASE
        WHEN ground IN ('registry', 'mention') THEN 1.0
        WHEN ground NOT IN ('foreign language', 'not trained') THEN probability
    END AS probability,
    CASE WHEN ground IN ('registry', 'mention', 'model') THEN ground ELSE 'abstained' END AS method,
    CASE WHEN ground NOT IN ('registry', 'mention', 'model') THEN ground END AS reason,
    CASE WHEN ground NOT IN ('registry', 'mention', 'foreign language') THEN probabilities END
        AS probabilities
FROM decided;
