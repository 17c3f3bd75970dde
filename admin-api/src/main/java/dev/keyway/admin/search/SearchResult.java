package dev.keyway.admin.search;

import java.util.List;

/**
 * Results of a search.
 *
 * @param items what was found, kind by kind; within a kind, names that begin with the text come first
 */
public record SearchResult(List<SearchHit> items) {}
