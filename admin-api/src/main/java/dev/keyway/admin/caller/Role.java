package dev.keyway.admin.caller;

import java.util.EnumSet;
import java.util.Set;

/** What someone may do, over the installation, a tenant or a team; permissions.csv has the routes of each. */
public enum Role {
    OWNER(Level.INSTALLATION),
    ADMIN(Level.INSTALLATION),
    AUDITOR(Level.INSTALLATION),
    TENANT_ADMIN(Level.TENANT),
    TENANT_AUDITOR(Level.TENANT),
    TEAM_ADMIN(Level.TEAM),
    MEMBER(Level.TEAM);

    /** What a role is held over. */
    public enum Level {
        INSTALLATION,
        TENANT,
        TEAM
    }

    private final Level level;

    Role(Level level) {
        this.level = level;
    }

    public Level level() {
        return level;
    }

    /** The roles that this one may give to others and take from them, within its own scope: none has more than it. */
    public Set<Role> gives() {
        return switch (this) {
            case OWNER -> EnumSet.allOf(Role.class);
            case ADMIN -> EnumSet.complementOf(EnumSet.of(OWNER));
            case TENANT_ADMIN -> EnumSet.of(TENANT_ADMIN, TENANT_AUDITOR, TEAM_ADMIN, MEMBER);
            case TEAM_ADMIN -> EnumSet.of(TEAM_ADMIN, MEMBER);
            case AUDITOR, TENANT_AUDITOR, MEMBER -> EnumSet.noneOf(Role.class);
        };
    }
}
