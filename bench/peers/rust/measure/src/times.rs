//! RFC 3339 to numbers, as a host does it that hands numbers to its policy engine.

/// Days since 1970 of `2026-11-20` (the civil calendar, H. Hinnant, chrono-compatible low-level date algorithms, `days_from_civil`).
pub fn days(text: &str) -> i64 {
    let number = |from: usize, to: usize| text[from..to].parse::<i64>().expect("a workload writes its dates as RFC 3339");
    let (month, day) = (number(5, 7), number(8, 10));
    let year = number(0, 4) - i64::from(month <= 2);
    let (era, of_era) = (year.div_euclid(400), year.rem_euclid(400));
    let of_year = (153 * ((month + 9) % 12) + 2) / 5 + day - 1;
    era * 146_097 + of_era * 365 + of_era / 4 - of_era / 100 + of_year - 719_468
}

/// Microseconds since 1970 of `2026-11-20T10:00:00Z`, with at most six digits behind the seconds.
pub fn microseconds(text: &str) -> i64 {
    let number = |from: usize, to: usize| text[from..to].parse::<i64>().expect("a workload writes its instants as RFC 3339");
    let seconds = days(text) * 86_400 + number(11, 13) * 3600 + number(14, 16) * 60 + number(17, 19);
    let fraction = text[19..].trim_matches(['.', 'Z']);
    let micros = if fraction.is_empty() { 0 } else { fraction.parse::<i64>().expect("digits") * 10_i64.pow(6 - fraction.len() as u32) };
    seconds * 1_000_000 + micros
}

#[cfg(test)]
mod tests {
    #[test]
    fn moments() {
        assert_eq!(super::days("1970-01-01"), 0);
        assert_eq!(super::days("2024-02-29"), 19_782);
        assert_eq!(super::microseconds("1970-01-02T00:00:01.5Z"), 86_401_500_000);
        assert_eq!(super::microseconds("2026-11-20T10:00:00Z"), 1_795_168_800_000_000);
    }
}
