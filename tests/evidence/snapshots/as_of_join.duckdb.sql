SELECT
  "t6"."unit",
  "t6"."day",
  "t6"."since",
  "t6"."value"
FROM (
  SELECT
    "t5"."unit",
    "t5"."day",
    "t5"."of",
    "t5"."since",
    "t5"."value",
    ROW_NUMBER() OVER (
      PARTITION BY "t5"."unit", "t5"."day"
      ORDER BY "t5"."since" DESC, "t5"."value" DESC
      ROWS BETWEEN UNBOUNDED PRECEDING AND UNBOUNDED FOLLOWING
    ) - 1 AS "place"
  FROM (
    SELECT
      "t2"."unit",
      "t2"."day",
      "t4"."of",
      "t4"."since",
      "t4"."value"
    FROM "asked" AS "t2"
    LEFT OUTER JOIN (
      SELECT
        "t1"."unit" AS "of",
        "t1"."day" AS "since",
        "t1"."value"
      FROM "dated" AS "t1"
    ) AS "t4"
      ON "t2"."unit" = "t4"."of" AND "t4"."since" < "t2"."day"
  ) AS "t5"
) AS "t6"
WHERE
  "t6"."place" = 0
ORDER BY
  "t6"."unit" ASC,
  "t6"."day" ASC
