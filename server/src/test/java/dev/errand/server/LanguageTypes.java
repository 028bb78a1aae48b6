// SPDX-License-Identifier: Apache-2.0
package dev.errand.server;

import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.Set;

/**
 * Types that languages bring along and that generated clients use without a package before them: a
 * schema of such a name hides them, and the client does not compile.
 */
final class LanguageTypes {

  private static final List<String> JAVA =
      List.of(
          "java.lang",
          "java.util",
          "java.util.function",
          "java.io",
          "java.net",
          "java.net.http",
          "java.text",
          "java.time");

  /** ECMAScript's, the web's as far as clients meet them, and TypeScript's own. */
  private static final Set<String> TYPESCRIPT =
      Set.of(
          ("Array ArrayBuffer AggregateError BigInt Boolean DataView Date Error EvalError Function"
                  + " Infinity Intl Iterator JSON Map Math NaN Number Object Promise Proxy"
                  + " RangeError Reflect RegExp Set String Symbol SyntaxError TypeError URIError"
                  + " WeakMap WeakRef WeakSet AbortController AbortSignal Attr Blob Body Cache"
                  + " Comment Crypto Document Element Event File FileList FormData Headers History"
                  + " Location Lock Navigator Node Notification Option Plugin Range Request"
                  + " Response Selection Storage Text URL URLSearchParams Window Worker Awaited"
                  + " Exclude Extract NonNullable Omit Parameters Partial Pick Readonly Record"
                  + " Required ReturnType Configuration BaseAPI")
              .split(" "));

  /** Built in, and of the module typing. */
  private static final Set<String> PYTHON =
      Set.of(
          ("Any Annotated BaseException Callable ClassVar Dict Ellipsis Enum Exception False"
                  + " Field Float Generic Int List Literal None NotImplemented Optional Self Set"
                  + " StrictBool StrictFloat StrictInt StrictStr True Tuple Type TypeVar Union"
                  + " Warning Bool Bytes Complex Dir Filter Hash Help Id Input Len Property Range"
                  + " Slice Str Super Vars Zip BaseModel ApiClient Configuration")
              .split(" "));

  private LanguageTypes() {}

  /** Whose type of that name a class of the same name would hide. */
  static Optional<String> hiddenBy(String schema) {
    String name = schema.substring(0, 1).toUpperCase(Locale.ROOT) + schema.substring(1);
    Optional<String> java =
        JAVA.stream()
            .filter(box -> exists(box + "." + name))
            .map(box -> box + "." + name)
            .findAny();
    return java.or(() -> TYPESCRIPT.contains(name) ? Optional.of("TypeScript") : Optional.empty())
        .or(() -> PYTHON.contains(name) ? Optional.of("Python") : Optional.empty());
  }

  private static boolean exists(String type) {
    try {
      Class.forName(type, false, ClassLoader.getPlatformClassLoader());
      return true;
    } catch (ClassNotFoundException e) {
      return false;
    }
  }
}
