SELECT
  *
FROM (
  SELECT
    DATE_TRUNC(`t1`.`day`, MONTH) AS `start`,
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
  ) AS `t1`
  GROUP BY
    1,
    2,
    3
) AS `t2`
ORDER BY
  `t2`.`start` ASC NULLS LAST,
  `t2`.`a` ASC NULLS LAST,
  `t2`.`b` ASC NULLS LAST
