import { createTheme, defaultVariantColorsResolver, type MantineColorsTuple } from '@mantine/core';

const accent: MantineColorsTuple = [
    '#e8f0fc',
    '#cfdff8',
    '#a9c6f3',
    '#7fb0ff',
    '#4d88e2',
    '#2f70d3',
    '#1c5fc4',
    '#174fa4',
    '#123f84',
    '#0d2f64',
];

/** Mantine's variables, set to the role tokens of styles/tokens.css. */
export const theme = createTheme({
    primaryColor: 'accent',
    colors: { accent },
    primaryShade: { light: 6, dark: 3 },
    variantColorResolver: (input) =>
        (input.variant ?? 'filled') === 'filled'
            ? {
                  background: input.color === 'danger' ? 'var(--kw-danger)' : 'var(--kw-accent)',
                  hover: input.color === 'danger' ? 'var(--kw-danger)' : 'var(--kw-accent-hover)',
                  color: 'var(--kw-on-accent)',
                  border: '1px solid transparent',
              }
            : defaultVariantColorsResolver(input),
    fontFamily: 'var(--kw-font)',
    fontFamilyMonospace: 'var(--kw-font-mono)',
    fontSizes: { xs: '12px', sm: '13px', md: '14px', lg: '16px', xl: '20px' },
    spacing: { xs: '4px', sm: '8px', md: '16px', lg: '24px', xl: '32px' },
    defaultRadius: '6px',
    cursorType: 'pointer',
    respectReducedMotion: true,
    components: {
        Button: { defaultProps: { size: 'sm' } },
        TextInput: { defaultProps: { size: 'md' } },
        PasswordInput: { defaultProps: { size: 'md' } },
        Modal: { defaultProps: { centered: true, overlayProps: { backgroundOpacity: 0.45 } } },
        Tooltip: { defaultProps: { openDelay: 300, withArrow: true } },
    },
});
