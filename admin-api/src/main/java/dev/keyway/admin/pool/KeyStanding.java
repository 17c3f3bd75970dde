package dev.keyway.admin.pool;

/** SQL of the state of provider keys. */
final class KeyStanding {

    /**
     * Keys {@code k} of the providers {@code o} with the column {@code state}: one of {@link PooledState}. Parameters: the ids of the
     * providers, the addresses that their keys must be bound to, whether each is disabled, and the moment.
     */
    static final String KEYS = """
            unnest(?::uuid[], ?::text[], ?::boolean[]) AS o (provider_id, origin, disabled)
            JOIN provider_key k ON k.provider_id = o.provider_id AND k.deleted_at IS NULL
            CROSS JOIN LATERAL (
                SELECT coalesce(max(CASE
                    WHEN s.state = 'UNUSABLE' THEN 3
                    WHEN s.until <= n.moment THEN 0
                    WHEN s.state = 'LOCKED' THEN 2
                    WHEN s.state IN ('COOLING', 'PROBING') THEN 1
                    ELSE 0 END), 0) AS place
                FROM (SELECT ?::timestamptz AS moment) AS n
                JOIN key_state s ON s.key_id = k.id JOIN gateway g ON g.id = s.gateway_id AND g.revoked_at IS NULL) AS worst
            CROSS JOIN LATERAL (
                SELECT CASE
                    WHEN o.disabled OR k.disabled_at IS NOT NULL THEN 'DISABLED'
                    WHEN k.origin <> o.origin OR worst.place = 3 THEN 'UNUSABLE'
                    WHEN worst.place = 2 THEN 'LOCKED'
                    WHEN worst.place = 1 THEN 'COOLING'
                    ELSE 'READY' END AS state) AS standing""";

    private KeyStanding() {}
}
