// SPDX-License-Identifier: Apache-2.0
/** GeoGig's commands on repositories, those that start tasks and those that answer at once. */
@NullMarked
package dev.errand.geogig.commands;

import org.jspecify.annotations.NullMarked;
