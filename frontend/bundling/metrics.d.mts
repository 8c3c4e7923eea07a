export function metricsSource(): string;
