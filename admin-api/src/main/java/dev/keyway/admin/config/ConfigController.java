package dev.keyway.admin.config;

import dev.keyway.admin.problem.ProblemException;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;
import org.springframework.http.HttpHeaders;
import org.springframework.http.MediaType;
import org.springframework.http.ResponseEntity;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PutMapping;
import org.springframework.web.bind.annotation.RequestBody;
import org.springframework.web.bind.annotation.RequestHeader;
import org.springframework.web.bind.annotation.RequestMapping;
import org.springframework.web.bind.annotation.RequestParam;
import org.springframework.web.bind.annotation.RestController;

@RestController
@RequestMapping("/api/v1/config")
class ConfigController {

    private static final Pattern ETAG = Pattern.compile("\"[0-9A-Za-z]{1,64}\"");

    private final Configurations configurations;

    ConfigController(Configurations configurations) {
        this.configurations = configurations;
    }

    /** Returns the whole configuration as a file, without secrets, in an order that stays the same. */
    @GetMapping(produces = {ConfigurationBody.YAML, MediaType.APPLICATION_JSON_VALUE})
    ResponseEntity<Configuration> read() {
        return answer(configurations.read());
    }

    /**
     * Makes the installation match a file, all of it or nothing, and returns what was created, changed and deleted. A file that was
     * applied before changes nothing. Each fault is reported with its path in the file.
     *
     * @param dryRun only reports what would be created, changed and deleted
     * @param prune deletes what the lists of the file do not name; a list that is left out is left alone
     */
    @PutMapping(
            consumes = {ConfigurationBody.YAML, MediaType.APPLICATION_JSON_VALUE},
            produces = MediaType.APPLICATION_JSON_VALUE)
    ResponseEntity<ConfigurationPlan> apply(
            @RequestBody Configuration file,
            @RequestParam(defaultValue = "false") boolean dryRun,
            @RequestParam(defaultValue = "false") boolean prune,
            @RequestHeader(name = HttpHeaders.IF_MATCH, required = false) @Nullable String ifMatch) {
        if (ifMatch != null && !ETAG.matcher(ifMatch).matches()) {
            throw ProblemException.invalid(HttpHeaders.IF_MATCH, "must be the ETag that was read");
        }
        return answer(configurations.apply(new Configurations.Wanted(file, dryRun, prune, ifMatch)));
    }

    private static <T> ResponseEntity<T> answer(Configurations.Tagged<T> tagged) {
        return ResponseEntity.ok().eTag(tagged.etag()).body(tagged.body());
    }
}
