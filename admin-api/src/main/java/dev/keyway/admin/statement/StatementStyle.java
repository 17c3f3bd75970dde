package dev.keyway.admin.statement;

/** Style of the page of a statement, on a screen and on A4. */
final class StatementStyle {

    static final String CSS = """
            :root { color-scheme: light; }
            * { box-sizing: border-box; margin: 0; }
            body { font: 14px/1.45 "Helvetica Neue", Helvetica, Arial, "Liberation Sans", sans-serif; color: #1a1d21; background: #fff;
              max-width: 1060px; padding: 40px 32px; margin: 0 auto; font-variant-numeric: tabular-nums; }
            header { display: flex; justify-content: space-between; align-items: flex-end; gap: 32px; padding-bottom: 20px;
              border-bottom: 2px solid #1a1d21; }
            h1 { font-size: 28px; line-height: 1.2; font-weight: 600; overflow-wrap: anywhere; }
            h2 { font-size: 15px; font-weight: 600; margin: 32px 0 8px; break-after: avoid; }
            .kind { font-size: 11px; letter-spacing: .08em; text-transform: uppercase; color: #626a73; }
            .month { font-size: 18px; color: #3d444c; }
            .sum { text-align: right; }
            .total { font-size: 28px; line-height: 1.2; font-weight: 600; white-space: nowrap; }
            .state { color: #3d444c; }
            .provisional { color: #8a4b00; font-weight: 600; }
            .notice { margin-top: 20px; padding: 12px 16px; border: 1px solid #e0b877; border-left-width: 4px; background: #fff8ec;
              break-inside: avoid; }
            .notice ul { padding-left: 20px; }
            .summary { margin: 24px 0 0 auto; width: 400px; max-width: 100%; break-inside: avoid; }
            table { width: 100%; border-collapse: collapse; }
            th, td { padding: 5px 0 5px 16px; text-align: right; vertical-align: baseline; border-bottom: 1px solid #e3e6e9;
              font-weight: 400; white-space: nowrap; }
            th:first-child, td:first-child { padding-left: 0; }
            .name, .summary th { text-align: left; white-space: normal; overflow-wrap: anywhere; }
            thead { display: table-header-group; }
            thead th { font-size: 11px; color: #626a73; border-bottom: 1px solid #1a1d21; vertical-align: bottom; overflow-wrap: normal; }
            tr { break-inside: avoid; }
            tr.team > * { font-weight: 600; padding-top: 12px; break-after: avoid; }
            tr.token .name { padding-left: 16px; }
            tr.all > * { font-weight: 600; border-top: 1px solid #1a1d21; border-bottom: 2px solid #1a1d21; }
            i { font-style: normal; font-weight: 400; color: #626a73; }
            .total i { font-size: 16px; }
            .day { white-space: nowrap; }
            .model { min-width: 12em; }
            .prices span { display: inline-block; margin-right: 14px; white-space: nowrap; color: #3d444c; }
            .prices b { font-weight: 600; color: #1a1d21; }
            footer { margin-top: 32px; padding-top: 10px; border-top: 1px solid #e3e6e9; font-size: 11px; color: #626a73; }
            @page { size: A4; margin: 16mm 14mm 18mm; @bottom-right { content: counter(page) " / " counter(pages); font: 8pt Arial, sans-serif;
              color: #626a73; } }
            @media print {
              body { font-size: 8.5pt; max-width: none; padding: 0; print-color-adjust: exact; -webkit-print-color-adjust: exact; }
              h1, .total { font-size: 18pt; } .month { font-size: 12pt; } .total i { font-size: 10pt; }
              h2 { font-size: 10pt; margin-top: 18pt; } thead th, .kind, footer { font-size: 7pt; }
              th, td { padding: 2.5pt 0 2.5pt 8pt; } .summary { width: 74mm; margin-top: 14pt; }
            }
            """;

    private StatementStyle() {}
}
