package dev.keyway.admin.search;

import dev.keyway.admin.problem.ProblemException;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.RequestMapping;
import org.springframework.web.bind.annotation.RequestParam;
import org.springframework.web.bind.annotation.RestController;

@RestController
@RequestMapping("/api/v1/search")
class SearchController {

    private static final int MOST = 20;

    private final SearchQueries queries;

    SearchController(SearchQueries queries) {
        this.queries = queries;
    }

    /**
     * Finds what you may see by a part of its name, by its ID, or by the last 4 characters of a token or a provider key: tenants, teams,
     * tokens, service accounts, and the models and aliases that can be called; with a role over the installation also users, providers,
     * provider keys, gateways, and every model of each provider.
     *
     * @param q the text, 2 to 200 characters; their case does not count
     * @param limit how many of each kind, 1 to 20
     */
    @GetMapping
    SearchResult find(@RequestParam(defaultValue = "") String q, @RequestParam(defaultValue = "5") int limit) {
        if (limit < 1 || limit > MOST) {
            throw ProblemException.invalid("limit", "must be from 1 to " + MOST);
        }
        return new SearchResult(queries.find(SearchText.of(q), limit));
    }
}
