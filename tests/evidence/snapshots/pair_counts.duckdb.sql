SELECT
  *
FROM (
  SELECT
    DATE_TRUNC('MONTH', "t1"."day") AS "start",
    "t1"."a",
    "t1"."b",
    COUNT(*) FILTER(WHERE
      "t1"."kind" = 1) AS "verbal_cooperation",
    COUNT(*) FILTER(WHERE
      "t1"."kind" = 2) AS "material_cooperation",
    COUNT(*) FILTER(WHERE
      "t1"."kind" = 3) AS "verbal_conflict",
    COUNT(*) FILTER(WHERE
      "t1"."kind" = 4) AS "material_conflict"
  FROM (
    SELECT
      *
    FROM "events" AS "t0"
    WHERE
      "t0"."day" < MAKE_DATE(2018, 3, 1)
  ) AS "t1"
  GROUP BY
    1,
    2,
    3
) AS "t2"
ORDER BY
  "t2"."start" ASC,
  "t2"."a" ASC,
  "t2"."b" ASC
