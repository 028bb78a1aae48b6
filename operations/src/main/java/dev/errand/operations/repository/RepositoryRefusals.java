// SPDX-License-Identifier: Apache-2.0
package dev.errand.operations.repository;

import dev.errand.http.Handler;
import dev.errand.http.HttpException;
import dev.errand.http.outgoing.RefusedAddressException;
import dev.errand.operations.files.PathNotAllowedException;
import java.util.Map;
import java.util.Objects;

/** The status codes of what repository commands refuse. */
public final class RepositoryRefusals {

  private RepositoryRefusals() {}

  /** The same handler, whose refusals reach the caller with a status of their own. */
  public static Handler told(Handler handler) {
    return request -> {
      try {
        return handler.handle(request);
      } catch (RepositoryNotFoundException e) {
        throw refusal(404, e);
      } catch (RepositoryExistsException | TransactionRefusedException e) {
        throw refusal(409, e);
      } catch (InvalidRepositoryNameException | TransactionNotFoundException e) {
        throw refusal(400, e);
      } catch (PathNotAllowedException | RefusedAddressException e) {
        throw refusal(403, e);
      } catch (RepositoryBusyException e) {
        throw new HttpException(503, message(e), Map.of("Retry-After", "5"));
      }
    };
  }

  private static HttpException refusal(int status, RuntimeException cause) {
    return new HttpException(status, message(cause));
  }

  private static String message(RuntimeException cause) {
    return Objects.requireNonNullElse(cause.getMessage(), "");
  }
}
