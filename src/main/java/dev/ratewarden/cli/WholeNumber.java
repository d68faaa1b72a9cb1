package dev.ratewarden.cli;

import picocli.CommandLine.ITypeConverter;
import picocli.CommandLine.TypeConversionException;

/** Reads whole numbers, with an error in plain words. */
final class WholeNumber implements ITypeConverter<Long> {

    @Override
    public Long convert(String text) {
        try {
            return Long.valueOf(text);
        } catch (NumberFormatException e) {
            throw new TypeConversionException(
                    "'%s' must be a whole number from %d to %d".formatted(text, Long.MIN_VALUE, Long.MAX_VALUE));
        }
    }

    static int small(long number) {
        if (number != (int) number) {
            throw new TypeConversionException("'%d' is too %s".formatted(number, number < 0 ? "small" : "large"));
        }
        return (int) number;
    }
}
