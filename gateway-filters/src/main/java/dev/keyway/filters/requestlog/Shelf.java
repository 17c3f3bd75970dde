package dev.keyway.filters.requestlog;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.util.Map;

/** Where folders of requests are kept. Used by the writer's thread only, which may wait for it. */
public interface Shelf {

    /** Makes a folder that only this user can read. */
    void create(String folder) throws IOException;

    /** Appends to a file of a folder; makes it if it is not there, so that only this user can read it. */
    void append(String folder, String file, ByteBuffer bytes) throws IOException;

    /** The folders that are there, with the size of each in bytes. What is no folder of ours is left out. */
    Map<String, Long> folders() throws IOException;

    /** Removes a folder with all that is in it. */
    void delete(String folder) throws IOException;
}
