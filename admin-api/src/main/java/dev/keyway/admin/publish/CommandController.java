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

    @PostMapping("/test")
    @ResponseStatus(HttpStatus.ACCEPTED)
    CommandList test(@PathVariable UUID provider, @PathVariable UUID key) {
        return commands.test(provider, key);
    }

    @PostMapping("/probe")
    @ResponseStatus(HttpStatus.ACCEPTED)
    CommandList probe(@PathVariable UUID provider, @PathVariable UUID key) {
        return commands.probe(provider, key);
    }

    @PostMapping("/clear-cooldown")
    @ResponseStatus(HttpStatus.ACCEPTED)
    CommandList clearCooldown(@PathVariable UUID provider, @PathVariable UUID key) {
        return commands.clearCooldown(provider, key);
    }

    @GetMapping("/commands")
    Page<CommandView> list(@PathVariable UUID provider, @PathVariable UUID key, PageRequest page) {
        return commands.page(provider, key, page);
    }

    @GetMapping("/commands/{command}")
    CommandView read(@PathVariable UUID provider, @PathVariable UUID key, @PathVariable UUID command) {
        return commands.get(provider, key, command);
    }
}
