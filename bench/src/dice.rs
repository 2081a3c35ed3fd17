//! `Dice`: numbers that look random and are the same in every run (SplitMix64, Steele, Lea and Flood 2014).

/// A sequence of numbers that its seed decides.
pub struct Dice(u64);

impl Dice {
    /// A sequence of its own for each name.
    pub fn of(name: &str) -> Dice {
        // FNV-1a: any spread of names over seeds will do.
        Dice(name.bytes().fold(0xcbf2_9ce4_8422_2325, |h, byte| (h ^ u64::from(byte)).wrapping_mul(0x0100_0000_01b3)))
    }

    /// The next number.
    pub fn number(&mut self) -> u64 {
        self.0 = self.0.wrapping_add(0x9e37_79b9_7f4a_7c15);
        let mut z = self.0;
        z = (z ^ (z >> 30)).wrapping_mul(0xbf58_476d_1ce4_e5b9);
        z = (z ^ (z >> 27)).wrapping_mul(0x94d0_49bb_1331_11eb);
        z ^ (z >> 31)
    }

    /// Somewhere from 0 to 1.
    pub fn share(&mut self) -> f64 {
        (self.number() >> 11) as f64 / (1u64 << 53) as f64
    }

    /// One of the numbers below `n`, each as likely.
    pub fn below(&mut self, n: u64) -> u64 {
        self.number() % n
    }

    /// One of the numbers below `n`, small ones far more often: the cube of a share, so that of 100,000 accounts the
    /// first gets one record in fifty and half of them get a fifth.
    pub fn skewed(&mut self, n: u64) -> u64 {
        ((self.share().powi(3) * n as f64) as u64).min(n - 1)
    }

    /// One of some things.
    pub fn pick<'a, T>(&mut self, of: &'a [T]) -> &'a T {
        &of[self.below(of.len() as u64) as usize]
    }

    /// Whether something happens that does so this often.
    pub fn often(&mut self, share: f64) -> bool {
        self.share() < share
    }
}
