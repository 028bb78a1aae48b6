// SPDX-License-Identifier: Apache-2.0
package dev.errand.server;

import dev.errand.geodata.GeoData;
import dev.errand.ogc.echo.Echo;
import dev.errand.operation.Operation;
import dev.errand.operation.OperationSpec;
import java.io.PrintStream;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.stream.Collectors;

/** What {@code errand run} can run: what a person at a terminal has the files for. */
final class RunnableOperations {

  private static final Echo ECHO = new Echo();

  private static final List<OperationSpec<?, ?>> SPECS = specs();

  private RunnableOperations() {}

  private static List<OperationSpec<?, ?>> specs() {
    List<OperationSpec<?, ?>> specs = new ArrayList<>(GeoData.SPECS);
    specs.add(ECHO.spec());
    specs.sort(Comparator.comparing(OperationSpec::name));
    return List.copyOf(specs);
  }

  /** All of them, at work on map data that was opened. */
  static List<Operation<?, ?>> on(GeoData geoData) {
    List<Operation<?, ?>> operations = new ArrayList<>(geoData.operations());
    operations.add(ECHO);
    return operations;
  }

  /**
   * The one of that name.
   *
   * @throws Refusal naming all there are, if there is none
   */
  static OperationSpec<?, ?> named(String name) {
    return SPECS.stream()
        .filter(spec -> spec.name().equals(name))
        .findFirst()
        .orElseThrow(() ->
            new Refusal(
                "there is no operation '%s'; there is %s"
                    .formatted(
                        name,
                        SPECS.stream()
                            .map(OperationSpec::name)
                            .collect(Collectors.joining(", ")))));
  }

  static void print(PrintStream out) {
    Columns columns = new Columns("OPERATION", "WHAT IT DOES");
    SPECS.forEach(spec -> columns.row(spec.name(), spec.title()));
    columns.print(out);
  }
}
