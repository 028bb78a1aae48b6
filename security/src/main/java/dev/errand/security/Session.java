// SPDX-License-Identifier: Apache-2.0
package dev.errand.security;

import dev.errand.access.Account;
import java.time.Instant;

/**
 * A log-in that goes on.
 *
 * @param id of the session, random
 */
record Session(String id, Account account, Instant expires) {}
