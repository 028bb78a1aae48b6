// SPDX-License-Identifier: Apache-2.0
/**
 * The dialect of OGC API – Processes, Part 1: Core, version 1.0 (OGC 18-062r2; see docs/ogc.md):
 * every operation is a process, every task a job. Here are its errors, negotiation and everything
 * that reads.
 */
@NullMarked
package dev.errand.ogc;

import org.jspecify.annotations.NullMarked;
