-- What became of the claims: how many count, and why the others do not.
-- The last lines of relay reconcile.
SELECT if(refused = '', 'accepted', concat('refused, ', refused)) AS verdict, count()
FROM {{DATABASE}}.claim_verdicts
GROUP BY verdict
ORDER BY verdict;
