package dev.keyway.admin.edit;

import java.util.UUID;

/** What is shown of something that has an address of its own. */
public interface Resource {

    UUID id();
}
