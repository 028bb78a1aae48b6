// SPDX-License-Identifier: Apache-2.0
/**
 * The services of PageSeeder's web API that tell of asynchronous processes ("threads"), and what
 * services that start such processes build on. A thread is a task; its id is the task's key.
 */
@NullMarked
package dev.errand.pageseeder;

import org.jspecify.annotations.NullMarked;
