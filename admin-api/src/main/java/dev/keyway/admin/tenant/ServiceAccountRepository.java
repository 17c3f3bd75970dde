package dev.keyway.admin.tenant;

import java.util.List;
import java.util.Optional;
import java.util.UUID;
import org.springframework.data.domain.Limit;
import org.springframework.data.jpa.repository.Query;
import org.springframework.data.repository.Repository;

interface ServiceAccountRepository extends Repository<ServiceAccount, UUID> {

    ServiceAccount save(ServiceAccount account);

    @Query("""
            select a from ServiceAccount a
            where a.tenantId = :tenant and a.teamId = :team and a.id = :id and a.deletedAt is null""")
    Optional<ServiceAccount> find(UUID tenant, UUID team, UUID id);

    @Query("""
            select a from ServiceAccount a
            where a.tenantId = :tenant and a.teamId = :team and a.id < :before and a.deletedAt is null
            order by a.id desc""")
    List<ServiceAccount> page(UUID tenant, UUID team, UUID before, Limit limit);
}
