package dev.keyway.admin.publish;

import dev.keyway.admin.paging.Page;
import dev.keyway.admin.paging.PageRequest;
import java.util.UUID;
import org.springframework.http.HttpStatus;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.bind.annotation.RequestMapping;
import org.springframework.web.bind.annotation.ResponseStatus;
import org.springframework.web.bind.annotation.RestController;

@RestController
@RequestMapping("/api/v1/providers/{provider}/keys/{key}")
class CommandController {

    private final Commands commands;

    CommandController(Commands commands) {
        this.commands = commands;
    }

    /** Tests a provider key at each connected gateway. The commands show the results. */
    @PostMapping("/test")
    @ResponseStatus(HttpStatus.ACCEPTED)
    CommandList test(@PathVariable UUID provider, @PathVariable UUID key) {
        return commands.test(provider, key);
    }

    /** Sends one probe with a provider key that cools down or is locked, at each connected gateway. */
    @PostMapping("/probe")
    @ResponseStatus(HttpStatus.ACCEPTED)
    CommandList probe(@PathVariable UUID provider, @PathVariable UUID key) {
        return commands.probe(provider, key);
    }

    /** Ends the cooldowns and the lock of a provider key, at each connected gateway. */
    @PostMapping("/clear-cooldown")
    @ResponseStatus(HttpStatus.ACCEPTED)
    CommandList clearCooldown(@PathVariable UUID provider, @PathVariable UUID key) {
        return commands.clearCooldown(provider, key);
    }

    /** Lists the commands about a provider key, newest first, with the gateways' answers. */
    @GetMapping("/commands")
    Page<CommandView> list(@PathVariable UUID provider, @PathVariable UUID key, PageRequest page) {
        return commands.page(provider, key, page);
    }

    /** Returns a command about a provider key, with the gateway's answer. */
    @GetMapping("/commands/{command}")
    CommandView read(@PathVariable UUID provider, @PathVariable UUID key, @PathVariable UUID command) {
        return commands.get(provider, key, command);
    }
}
