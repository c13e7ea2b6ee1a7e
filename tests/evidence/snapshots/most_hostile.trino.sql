SELECT
  "t2"."a",
  "t2"."verbal_conflict" + "t2"."material_conflict" AS "hostile"
FROM (
  SELECT
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
      "t0"."day" < FROM_ISO8601_DATE('2018-03-01')
      AND "t0"."day" >= (
        FROM_ISO8601_DATE('2018-03-01') - INTERVAL '365' DAY
      )
  ) AS "t1"
  GROUP BY
    1,
    2
) AS "t2"
WHERE
  "t2"."b" = 'KOR'
ORDER BY
  "t2"."verbal_conflict" + "t2"."material_conflict" DESC,
  "t2"."a" ASC,
  "t2"."b" ASC
