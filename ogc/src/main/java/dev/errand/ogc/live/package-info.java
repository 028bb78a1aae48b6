// SPDX-License-Identifier: Apache-2.0
/**
 * What OGC API – Processes does not have and a client that waits wants: entity tags and long polls
 * on a job's status, its events as a stream, and its log. See docs/watching.md.
 */
@NullMarked
package dev.errand.ogc.live;

import org.jspecify.annotations.NullMarked;
