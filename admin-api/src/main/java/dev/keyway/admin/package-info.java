/** The admin service: what a company stores, changes and proves, behind one REST API on PostgreSQL. */
@NullMarked
package dev.keyway.admin;

import org.jspecify.annotations.NullMarked;
