package dev.keyway.catalogue.price;

/** A cell of a price list that cannot be read. */
public final class CellFault extends IllegalArgumentException {

    private final String column;
    private final String problem;

    CellFault(String column, String problem) {
        super(column + " " + problem);
        this.column = column;
        this.problem = problem;
    }

    /** Name of its column. */
    public String column() {
        return column;
    }

    /** What must change, going on after the name of the column. */
    public String problem() {
        return problem;
    }
}
