package dev.keyway.helm.kubelet;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermission;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.EnumSet;
import java.util.HashMap;
import java.util.Map;
import java.util.Set;
import tools.jackson.databind.JsonNode;

/** Volumes of a pod, as folders of this machine that belong to the pod's group. */
final class Volumes {

    private final Cluster cluster;
    private final Path folder;
    private final long group;
    private final Map<String, Path> volumes = new HashMap<>();

    /**
     * Makes the volumes.
     *
     * @param folder where they are made
     * @param claims where the volumes of claims are; they outlive the pod
     */
    Volumes(Cluster cluster, JsonNode pod, String podName, Path folder, Path claims, JsonNode claimTemplates)
            throws IOException {
        this.cluster = cluster;
        this.folder = folder;
        this.group = pod.path("securityContext").path("fsGroup").asLong(0);
        for (JsonNode volume : pod.path("volumes")) {
            volumes.put(nameOf(volume), make(volume, claims));
        }
        for (JsonNode template : claimTemplates) {
            String name = Cluster.name(template);
            volumes.put(name, writable(claims.resolve(name + "-" + podName)));
        }
    }

    /** The folder, or file, of a mount. */
    Path source(JsonNode mount) throws IOException {
        String name = nameOf(mount);
        Path volume = volumes.get(name);
        if (volume == null) {
            throw new AssertionError("no volume is named " + name);
        }
        String subPath = mount.path("subPath").asString("");
        if (subPath.isEmpty()) {
            return volume;
        }
        Path part = volume.resolve(subPath);
        return Files.exists(part) ? part : writable(part);
    }

    private Path make(JsonNode volume, Path claims) throws IOException {
        Path made = folder.resolve(nameOf(volume));
        if (volume.has("emptyDir")) {
            return writable(made);
        }
        if (volume.has("persistentVolumeClaim")) {
            return writable(claims.resolve(
                    volume.path("persistentVolumeClaim").path("claimName").asString()));
        }
        if (volume.has("secret")) {
            JsonNode source = volume.path("secret");
            files(made, cluster.data("Secret", source.path("secretName").asString()), source, source);
            return made;
        }
        if (volume.has("configMap")) {
            JsonNode source = volume.path("configMap");
            files(made, cluster.data("ConfigMap", nameOf(source)), source, source);
            return made;
        }
        if (volume.has("projected")) {
            JsonNode projected = volume.path("projected");
            for (JsonNode source : projected.path("sources")) {
                if (source.has("secret")) {
                    files(
                            made,
                            cluster.data("Secret", nameOf(source.path("secret"))),
                            source.path("secret"),
                            projected);
                } else if (source.has("configMap")) {
                    files(
                            made,
                            cluster.data("ConfigMap", nameOf(source.path("configMap"))),
                            source.path("configMap"),
                            projected);
                } else {
                    throw new AssertionError("a projected source that this kubelet does not know: " + source);
                }
            }
            return made;
        }
        throw new AssertionError("a volume that this kubelet does not know: " + volume);
    }

    private void files(Path made, Map<String, byte[]> data, JsonNode source, JsonNode modes) throws IOException {
        Files.createDirectories(made);
        int mode = modes.path("defaultMode").asInt(0644);
        if (source.has("items")) {
            for (JsonNode item : source.path("items")) {
                String key = item.path("key").asString();
                byte[] content = data.get(key);
                if (content == null) {
                    throw new AssertionError("no key " + key + " in " + source);
                }
                file(
                        made.resolve(item.path("path").asString()),
                        content,
                        item.path("mode").asInt(mode));
            }
        } else {
            for (Map.Entry<String, byte[]> entry : data.entrySet()) {
                file(made.resolve(entry.getKey()), entry.getValue(), mode);
            }
        }
    }

    /** As a kubelet does it: the group of the pod may read what the owner, root, may. */
    private void file(Path file, byte[] content, int mode) throws IOException {
        Files.createDirectories(file.getParent());
        Files.write(file, content);
        Set<PosixFilePermission> permissions = EnumSet.noneOf(PosixFilePermission.class);
        int effective = group > 0 ? mode | ((mode & 0400) >> 3) : mode;
        PosixFilePermission[] all = PosixFilePermission.values();
        for (int bit = 0; bit < all.length; bit++) {
            if ((effective & (0400 >> bit)) != 0) {
                permissions.add(all[bit]);
            }
        }
        Files.setPosixFilePermissions(file, permissions);
        own(file);
    }

    private Path writable(Path made) throws IOException {
        Files.createDirectories(made);
        Files.setPosixFilePermissions(made, PosixFilePermissions.fromString(group > 0 ? "rwxrwxr-x" : "rwxrwxrwx"));
        own(made);
        return made;
    }

    private void own(Path path) throws IOException {
        if (group > 0) {
            Files.setAttribute(path, "unix:gid", (int) group);
        }
    }

    private static String nameOf(JsonNode node) {
        return node.path("name").asString();
    }
}
