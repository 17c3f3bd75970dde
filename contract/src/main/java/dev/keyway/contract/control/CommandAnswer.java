package dev.keyway.contract.control;

/**
 * How a command went.
 *
 * @param detail a sentence for people, without secrets
 */
public record CommandAnswer(boolean succeeded, String detail) {}
