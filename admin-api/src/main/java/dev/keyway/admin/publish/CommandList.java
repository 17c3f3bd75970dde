package dev.keyway.admin.publish;

import java.util.List;

/** The commands that a call has given: one for each gateway that is asked. */
record CommandList(List<CommandView> commands) {}
