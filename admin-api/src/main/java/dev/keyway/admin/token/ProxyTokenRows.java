package dev.keyway.admin.token;

import java.util.Optional;
import java.util.UUID;
import org.springframework.data.jpa.repository.Query;
import org.springframework.data.repository.Repository;

interface ProxyTokenRows extends Repository<ProxyToken, UUID> {

    void save(ProxyToken token);

    @Query("select t from ProxyToken t where t.tenantId = :tenant and t.teamId = :team and t.id = :id")
    Optional<ProxyToken> find(UUID tenant, UUID team, UUID id);

    @Query(value = """
                    select count(*) from service_account
                    where tenant_id = :tenant and team_id = :team and id = :id and deleted_at is null""", nativeQuery = true)
    long serviceAccounts(UUID tenant, UUID team, UUID id);
}
