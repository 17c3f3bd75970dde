package dev.keyway.admin.tenant;

import jakarta.persistence.LockModeType;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.UUID;
import org.springframework.data.domain.Limit;
import org.springframework.data.jpa.repository.Lock;
import org.springframework.data.jpa.repository.Query;
import org.springframework.data.repository.Repository;

interface TeamRepository extends Repository<Team, UUID> {

    Team save(Team team);

    @Query("select t from Team t where t.tenantId = :tenant and t.id = :id and t.deletedAt is null")
    Optional<Team> find(UUID tenant, UUID id);

    /** Holds it as it is until the transaction ends, so that nothing is made in what is being deleted. */
    @Lock(LockModeType.PESSIMISTIC_READ)
    @Query("select t from Team t where t.tenantId = :tenant and t.id = :id and t.deletedAt is null")
    Optional<Team> hold(UUID tenant, UUID id);

    @Query("""
            select t from Team t where t.tenantId = :tenant and t.id < :before and t.deletedAt is null
              and lower(t.name) like :pattern escape '!'
              and cast(sql('(? @> cast(? as jsonb))', t.labels, :labels) as Boolean) = true
            order by t.id desc""")
    List<Team> page(UUID tenant, UUID before, String pattern, String labels, Limit limit);

    @Query("""
            select t from Team t where t.tenantId = :tenant and t.id in :own and t.id < :before and t.deletedAt is null
              and lower(t.name) like :pattern escape '!'
              and cast(sql('(? @> cast(? as jsonb))', t.labels, :labels) as Boolean) = true
            order by t.id desc""")
    List<Team> pageOfOwn(UUID tenant, Set<UUID> own, UUID before, String pattern, String labels, Limit limit);

    @Query("select t from Team t where t.deletedAt is null")
    List<Team> all();

    @Query(
            value =
                    "select count(*) from proxy_token where tenant_id = :tenant and team_id = :id and revoked_at is null",
            nativeQuery = true)
    long tokens(UUID tenant, UUID id);
}
