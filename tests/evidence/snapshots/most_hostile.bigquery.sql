SELECT
  `t2`.`a`,
  `t2`.`verbal_conflict` + `t2`.`material_conflict` AS `hostile`
FROM (
  SELECT
    `t1`.`a`,
    `t1`.`b`,
    COUNTIF(`t1`.`kind` = 1) AS `verbal_cooperation`,
    COUNTIF(`t1`.`kind` = 2) AS `material_cooperation`,
    COUNTIF(`t1`.`kind` = 3) AS `verbal_conflict`,
    COUNTIF(`t1`.`kind` = 4) AS `material_conflict`
  FROM (
    SELECT
      *
    FROM `events` AS `t0`
    WHERE
      `t0`.`day` < DATE(2018, 3, 1)
      AND `t0`.`day` >= DATE_SUB(DATE(2018, 3, 1), INTERVAL '365' DAY)
  ) AS `t1`
  GROUP BY
    1,
    2
) AS `t2`
WHERE
  `t2`.`b` = 'KOR'
ORDER BY
  `t2`.`verbal_conflict` + `t2`.`material_conflict` DESC,
  `t2`.`a` ASC NULLS LAST,
  `t2`.`b` ASC NULLS LAST
