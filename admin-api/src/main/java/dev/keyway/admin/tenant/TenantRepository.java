package dev.keyway.admin.tenant;

import jakarta.persistence.LockModeType;
import java.util.List;
import java.util.Optional;
import java.util.UUID;
import org.springframework.data.domain.Limit;
import org.springframework.data.jpa.repository.Lock;
import org.springframework.data.jpa.repository.Query;
import org.springframework.data.repository.Repository;

interface TenantRepository extends Repository<Tenant, UUID> {

    Tenant save(Tenant tenant);

    @Query("select t from Tenant t where t.id = :id and t.deletedAt is null")
    Optional<Tenant> find(UUID id);

    /** Holds it as it is until the transaction ends, so that nothing is made in what is being deleted. */
    @Lock(LockModeType.PESSIMISTIC_READ)
    @Query("select t from Tenant t where t.id = :id and t.deletedAt is null")
    Optional<Tenant> hold(UUID id);

    @Query("""
            select t from Tenant t where t.id < :before and t.deletedAt is null
              and lower(t.name) like :pattern escape '!'
              and cast(sql('(? @> cast(? as jsonb))', t.labels, :labels) as Boolean) = true
            order by t.id desc""")
    List<Tenant> page(UUID before, String pattern, String labels, Limit limit);

    @Query("select t from Tenant t where t.deletedAt is null")
    List<Tenant> all();

    @Query("select count(t) from Team t where t.tenantId = :tenant and t.deletedAt is null")
    long teams(UUID tenant);

    @Query("select count(t) from Tenant t")
    long countAll();

    /** Whoever starts at the same moment comes after this transaction. */
    @Query(value = "select 1 from pg_advisory_xact_lock(hashtext('keyway.first_tenant'))", nativeQuery = true)
    int waitForOthersAtFirstStart();
}
