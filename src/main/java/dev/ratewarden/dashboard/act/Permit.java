package dev.ratewarden.dashboard.act;

import javafx.beans.binding.BooleanBinding;
import javafx.beans.value.ObservableStringValue;

/**
 * Whether something may be done now.
 *
 * @param allowed whether it may
 * @param why one sentence on why not; empty if it may
 */
public record Permit(BooleanBinding allowed, ObservableStringValue why) {}
