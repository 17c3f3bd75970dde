package dev.keyway.admin.user;

import jakarta.persistence.LockModeType;
import java.util.List;
import java.util.Optional;
import java.util.UUID;
import org.springframework.data.domain.Limit;
import org.springframework.data.jpa.repository.Lock;
import org.springframework.data.jpa.repository.Query;
import org.springframework.data.repository.Repository;

interface UserAccountRepository extends Repository<UserAccount, UUID> {

    UserAccount save(UserAccount user);

    @Query("select u from UserAccount u where u.id = :id and u.deletedAt is null")
    Optional<UserAccount> find(UUID id);

    /** Locked until the transaction ends, as it is once what changes it now has ended. */
    @Lock(LockModeType.PESSIMISTIC_WRITE)
    @Query("select u from UserAccount u where u.id = :id and u.deletedAt is null")
    Optional<UserAccount> lock(UUID id);

    @Query("select u from UserAccount u where lower(u.login) = lower(:login) and u.deletedAt is null")
    Optional<UserAccount> findByLogin(String login);

    @Query("""
            select u from UserAccount u where u.id < :before and u.deletedAt is null
              and (lower(u.login) like :pattern escape '!' or lower(u.name) like :pattern escape '!')
            order by u.id desc""")
    List<UserAccount> page(UUID before, String pattern, Limit limit);

    @Query("select count(u) from UserAccount u")
    long countAll();
}
