/** Role of people who sign in to Aurora with a token of IAM: it reads every table and every statistic, and changes nothing. */
export const postgresPeople = 'memorai_people';
