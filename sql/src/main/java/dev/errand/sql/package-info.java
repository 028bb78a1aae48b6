// SPDX-License-Identifier: Apache-2.0
/**
 * What both stores keep by the same SQL, in tables that change seldom: accounts, groups,
 * memberships, tokens, documents, deliveries and schedules, and the codes of values in all tables.
 *
 * <p>A store says how its tables are reached ({@link dev.errand.sql.Tables}) and how values are
 * bound ({@link dev.errand.sql.BoundStatement}); what its database needs said differently stays
 * with it. Nothing here opens a connection, begins a transaction or knows a driver.
 */
@NullMarked
package dev.errand.sql;

import org.jspecify.annotations.NullMarked;
