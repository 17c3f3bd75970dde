package dev.keyway.admin.token;

import jakarta.persistence.LockModeType;
import java.util.Collection;
import java.util.List;
import java.util.Optional;
import java.util.UUID;
import org.springframework.data.domain.Limit;
import org.springframework.data.jpa.repository.Lock;
import org.springframework.data.jpa.repository.Query;
import org.springframework.data.repository.Repository;

interface ProxyTokenRepository extends Repository<ProxyToken, UUID> {

    void save(ProxyToken token);

    @Query("select t from ProxyToken t where t.tenantId = :tenant and t.teamId = :team and t.id = :id")
    Optional<ProxyToken> find(UUID tenant, UUID team, UUID id);

    @Query("select t from ProxyToken t where t.id = :id and t.ownerId = :owner")
    Optional<ProxyToken> ownedBy(UUID owner, UUID id);

    /** Ids of some that are not revoked. */
    @Query("""
            select t.id from ProxyToken t where t.tenantId = :tenant and t.teamId = :team and t.revokedAt is null
            order by t.id""")
    List<UUID> usable(UUID tenant, UUID team, Limit limit);

    /** Holds them as they are until the transaction ends; always in one order, so that no two wait for each other. */
    @Lock(LockModeType.PESSIMISTIC_WRITE)
    @Query("select t from ProxyToken t where t.id in :ids order by t.id")
    List<ProxyToken> hold(Collection<UUID> ids);

    /** Holds those that are not revoked, whatever is under way with them: a change that comes later finds what its owner is by then. */
    @Lock(LockModeType.PESSIMISTIC_WRITE)
    @Query("select t from ProxyToken t where t.serviceAccountId = :account and t.revokedAt is null order by t.id")
    List<ProxyToken> holdOfServiceAccount(UUID account);

    /** As {@link #holdOfServiceAccount}, of a person. */
    @Lock(LockModeType.PESSIMISTIC_WRITE)
    @Query("select t from ProxyToken t where t.ownerId = :owner and t.revokedAt is null order by t.id")
    List<ProxyToken> holdOfOwner(UUID owner);
}
