// SPDX-License-Identifier: Apache-2.0
/**
 * Tells subscribers of jobs what becomes of them: the {@code subscriber} of OGC API – Processes,
 * signed in the manner of Standard Webhooks.
 *
 * @see <a href="https://github.com/standard-webhooks/standard-webhooks">Standard Webhooks</a>
 */
@NullMarked
package dev.errand.ogc.callback;

import org.jspecify.annotations.NullMarked;
