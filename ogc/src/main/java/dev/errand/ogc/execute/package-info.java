// SPDX-License-Identifier: Apache-2.0
/**
 * Execution of processes and their results in OGC API – Processes: what is asked for, inputs in all
 * their packings, synchronous and asynchronous answers, and outputs as values, documents, multipart
 * bodies and links.
 */
@NullMarked
package dev.errand.ogc.execute;

import org.jspecify.annotations.NullMarked;
