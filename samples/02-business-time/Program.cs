using OpeningHours;

Questions.Show();
ClockChanges.Show();
Never.Show();
Mistakes.Show();
