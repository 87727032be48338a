using OpeningHours;

Questions.Show();
ClockChanges.Show();
Feeds.Show();
Together.Show();
Never.Show();
Mistakes.Show();
