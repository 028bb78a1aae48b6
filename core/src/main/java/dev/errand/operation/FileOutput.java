// SPDX-License-Identifier: Apache-2.0
package dev.errand.operation;

/**
 * A kind of file that tasks of an operation leave by {@link TaskContext#output}.
 *
 * @param id what callers know it by, whatever the file of a task is called; not the name of a
 *     member of the result
 * @param title a line for people
 * @param mediaType of the file, such as {@code application/geopackage+sqlite3}
 */
public record FileOutput(String id, String title, String mediaType) {}
